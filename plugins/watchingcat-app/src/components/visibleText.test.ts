import { nameText, visibleText } from './visibleText';

it.each([
  ['leaves plain text and other scripts alone', 'GET /café/日本/👩‍💻', 'GET /café/日本/👩‍💻'],
  ['leaves line breaks and tabs', 'a\n\tb', 'a\n\tb'],
  ['shows terminal escapes', '\u001b[31mred\u0007', '␛[31mred␇'],
  ['shows null, delete and C1 controls', '\u0000\u007f\u009b', '␀␡<009B>'],
  ['shows what turns the direction of reading', 'txt.\u202eexe', 'txt.<202E>exe'],
])('%s', (_, text, shown) => expect(visibleText(text)).toBe(shown));

it('says that a name is empty, and shows what another one holds', () => {
  expect([nameText(''), nameText('a\u001b')]).toEqual(['(no name)', 'a␛']);
});
