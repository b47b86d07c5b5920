// Text of any length: a browser lays out a line of a megabyte for seconds, so the beginning is shown and more is asked for. Control
// characters are shown as signs. What is copied elsewhere is the text as it was sent.
import { css } from '@emotion/css';
import { Button } from '@grafana/ui';
import React, { useState } from 'react';
import { formatBytes } from '../../format';
import { visibleText } from '../../visibleText';

const FIRST_CHARS = 2_000;
const MORE_CHARS = 50_000;

export function LongText({ text }: { readonly text: string }) {
  const [chars, setChars] = useState(FIRST_CHARS);
  if (text.length <= chars) return <>{visibleText(text)}</>;
  return (
    <>
      {visibleText(text.slice(0, wholeChars(text, chars)))}…
      <span className={more}>
        <Button size="sm" fill="text" onClick={() => setChars(chars + MORE_CHARS)}>
          Show more
        </Button>
        {formatBytes(text.length)} in all; copy takes all of it
      </span>
    </>
  );
}

/** Not through the middle of a character that takes two. */
function wholeChars(text: string, chars: number): number {
  const code = text.charCodeAt(chars - 1);
  return code >= 0xd800 && code < 0xdc00 ? chars - 1 : chars;
}

const more = css({ display: 'block', fontStyle: 'italic' });
