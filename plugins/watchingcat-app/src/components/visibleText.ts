// Text from anywhere, made safe to look at: control characters (terminal escapes among them) and marks that turn the direction of reading
// become visible signs, so that a name cannot hide or fake anything. HTML needs no care here: React shows it as text.

/** Line breaks and tabs are left to the element that shows the text. */
const INVISIBLE = /[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The same string when there is nothing to show. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (char) => {
    const code = char.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code); // control pictures: ␛ for escape
    if (code === 0x7f) return '␡';
    return `<${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** A name of a service or an operation, as every page shows it: one that is empty says so, so that there is something to see and to click. */
export function nameText(name: string): string {
  return name === '' ? '(no name)' : visibleText(name);
}
