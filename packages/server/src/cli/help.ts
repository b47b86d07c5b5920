// `watchingcat --help`: the commands, and every setting as the schema of the configuration describes it.
import { describeSettings } from '../config/settings.ts';

export function help(): string {
  return `Usage: watchingcat <command> [options]

Commands:
  serve     take OTLP in, store it, and answer UI and API
  doctor    check what the server needs on this machine, and say how to fix it

Options:
  -c, --config <file>   settings; ./watchingcat.yaml where it exists
  --shell, --no-shell   serve: with or without the pages (shell.enabled)
  --json                doctor: answer as JSON
  -h, --help            this text
  -v, --version         the version

Settings, in watchingcat.yaml or as environment variables (which win):
${describeSettings()}`;
}
