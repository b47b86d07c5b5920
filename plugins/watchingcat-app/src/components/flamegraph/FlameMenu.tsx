// What can be done with a frame: by the right button, or from the keyboard.
import { ContextMenu, Menu } from '@grafana/ui';
import React from 'react';

export interface FlameMenuProps {
  readonly label: string;
  /** In CSS pixels from the window's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
  readonly onZoom: () => void;
  readonly onSandwich: () => void;
  readonly onMark: () => void;
  /** Undefined where nothing can be opened. */
  readonly onOpen: (() => void) | undefined;
  readonly openText: string;
}

export function FlameMenu({ label, x, y, onClose, ...props }: FlameMenuProps) {
  return (
    <ContextMenu
      x={x}
      y={y}
      onClose={onClose}
      focusOnOpen
      renderMenuItems={() => (
        <Menu.Group label={label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL)}…` : label}>
          <Menu.Item label="Zoom to it" icon="search-plus" onClick={props.onZoom} />
          <Menu.Item label="Callers and callees" icon="sitemap" onClick={props.onSandwich} />
          <Menu.Item label="Mark all of its name" icon="search" onClick={props.onMark} />
          {props.onOpen && <Menu.Item label={props.openText} icon="gf-traces" onClick={props.onOpen} />}
        </Menu.Group>
      )}
    />
  );
}

const MAX_LABEL = 60;
