// The boot data for the shell's own components.
import { createContext, useContext } from 'react';
import type { BootData } from '../../bootData.ts';

const Context = createContext<BootData | undefined>(undefined);

export const ShellProvider = Context.Provider;

export function useBootData(): BootData {
  const bootData = useContext(Context);
  if (!bootData) throw new Error('useBootData needs a ShellProvider above it');
  return bootData;
}
