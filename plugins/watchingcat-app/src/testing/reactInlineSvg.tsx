// What an icon is under test: an empty picture, for nothing is fetched here. It looks at no address, as create-plugin's mock does: its
// pattern takes ten seconds and more for a picture that has 90 kB of itself in its address, such as that of an empty state.
import React from 'react';

export const cacheStore = {};

export default function InlineSvg() {
  return <svg />;
}
