// The `baggage` header of W3C Baggage (https://www.w3.org/TR/baggage/), read leniently: what breaks the grammar is skipped, not refused.

/**
 * Keys and values of a header, values percent-decoded; properties (after `;`) are left out. Of a key that is there twice the last value is
 * kept, as OpenTelemetry's propagators do. Also reads the value of several header lines joined by commas.
 */
export function parseBaggage(header: string): Map<string, string> {
  const members = new Map<string, string>();
  for (const member of header.split(',')) {
    const [pair] = member.split(';', 1);
    const equals = pair.indexOf('=');
    const key = pair.slice(0, Math.max(0, equals)).trim();
    if (key !== '') members.set(key, percentDecoded(pair.slice(equals + 1).trim()));
  }
  return members;
}

function percentDecoded(text: string): string {
  const utf8 = new TextDecoder(); // puts U+FFFD where the bytes are not UTF-8, as the specification asks
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (octets) =>
    utf8.decode(Uint8Array.from(octets.slice(1).split('%'), (octet) => parseInt(octet, 16))),
  );
}
