export async function doctor(_options: { configFile: string | undefined; json: boolean }): Promise<number> {
  return 0;
}
