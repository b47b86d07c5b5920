// Stands in for @grafana/ui's Monaco editor with a plain text area: same props, same value and change events, no colours and no suggestions.
import { useRef } from 'react';

interface EditorProps {
  value?: string;
  height?: number | string;
  width?: number | string;
  options?: { readOnly?: boolean };
  onMount?: (editor: object, monaco: object) => void;
}

export function ReactMonacoEditor({ value = '', height = '100%', width = '100%', options, onMount }: EditorProps) {
  const changed = useRef(new Set<() => void>());
  const mounted = useRef<HTMLTextAreaElement | null>(null);
  const mount = (area: HTMLTextAreaElement | null) => {
    if (area === null || mounted.current === area) return;
    mounted.current = area;
    const model = { id: 'text', onDidChangeContent: (listener: () => void) => changed.current.add(listener) };
    onMount?.(
      { getValue: () => area.value, getModel: () => model, onKeyDown: () => undefined },
      { KeyCode: {}, languages: { registerCompletionItemProvider: () => ({ dispose: () => undefined }) } },
    );
  };
  return (
    <textarea
      ref={mount}
      aria-label="Code editor"
      defaultValue={value}
      readOnly={options?.readOnly ?? false}
      spellCheck={false}
      style={{ width, height, fontFamily: 'monospace', background: 'transparent', border: 0, resize: 'vertical' }}
      onChange={() => changed.current.forEach((listener) => listener())}
    />
  );
}
