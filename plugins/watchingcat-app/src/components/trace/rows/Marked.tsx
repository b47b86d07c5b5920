// A name with the first occurrence of what is searched marked. The query is in lower case; '' marks nothing.
import React from 'react';
import { nameText, visibleText } from '../../visibleText';

export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const at = query === '' ? -1 : text.toLowerCase().indexOf(query);
  if (at === -1) return <>{nameText(text)}</>;
  return (
    <>
      {visibleText(text.slice(0, at))}
      <mark>{visibleText(text.slice(at, at + query.length))}</mark>
      {visibleText(text.slice(at + query.length))}
    </>
  );
}
