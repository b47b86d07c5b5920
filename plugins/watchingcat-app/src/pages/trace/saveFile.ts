// Saves a file by the browser's own way.
import type { ExportedFile } from './exportSources';

export function saveFile({ name, file: { contentType, extension, text } }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: contentType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${extension}`;
  link.click();
  URL.revokeObjectURL(url);
}
