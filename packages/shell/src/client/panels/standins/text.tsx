// Stands in for Grafana's core panel "Text": Markdown, sanitised; other modes are shown as they are written.
import { PanelPlugin, renderTextPanelMarkdown, type PanelProps } from '@grafana/data';

interface Options {
  mode?: string;
  content?: string;
}

function TextPanel({ options, replaceVariables }: PanelProps<Options>) {
  const content = replaceVariables(options.content ?? '');
  if (options.mode !== undefined && options.mode !== 'markdown') return <pre style={{ height: '100%' }}>{content}</pre>;
  // renderTextPanelMarkdown sanitises what it returns, so text from a dashboard file cannot become a script.
  return (
    <div
      className="markdown-html"
      style={{ height: '100%', overflow: 'auto' }}
      dangerouslySetInnerHTML={{ __html: renderTextPanelMarkdown(content) }}
    />
  );
}

export const plugin = new PanelPlugin<Options>(TextPanel);
