// The provisioned dashboards, at /dashboards.
import { Card, EmptyState, TagList } from '@grafana/ui';
import { useBootData } from '../chrome/ShellContext.tsx';
import { ShellPage } from '../chrome/ShellPage.tsx';

export function DashboardListPage() {
  const { dashboards } = useBootData().watchingCat;
  return (
    <ShellPage
      pageNav={{
        text: 'Dashboards',
        subTitle: 'From provisioning/dashboards; the same files work in Grafana.',
        url: '/dashboards',
      }}
    >
      {dashboards.length === 0 ? (
        <EmptyState variant="not-found" message="No dashboard is provisioned">
          Put a dashboard’s JSON file into provisioning/dashboards and reload this page.
        </EmptyState>
      ) : (
        dashboards.map(({ uid, title, url, tags }) => (
          <Card key={uid} href={url}>
            <Card.Heading>{title}</Card.Heading>
            <Card.Tags>
              <TagList tags={tags} />
            </Card.Tags>
          </Card>
        ))
      )}
    </ShellPage>
  );
}
