// grafana.ini as Grafana reads it: sections of `key = value`, comments from `;` or `#`. No expansion: the file uses none.

export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** @throws Error naming the line that is none of section, setting, comment and blank, or that comes before the first section */
export function parseIni(text: string): Ini {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || /^[;#]/.test(content)) continue;
    const section = /^\[([a-z.]+)\]$/.exec(content)?.[1];
    const [, key, value] = /^([a-z_]+)\s*=\s*(.*)$/.exec(content) ?? [];
    if (section !== undefined) current = sections[section] ??= {};
    else if (current && key !== undefined) current[key] = value;
    else throw new Error(`line ${index + 1} is no section and no setting of one: ${content}`);
  }
  return sections;
}
