export function DashboardPage() {
  return <div>soon</div>;
}
