// The cat: the logo of the first app in the boot data, drawn small.
import { useBootData } from './ShellContext.tsx';

export function Logo({ size }: { size: number }) {
  const address = useBootData().watchingCat.apps[0]?.meta.info.logos.small;
  return address ? <img src={`/${address}`} alt="" width={size} height={size} /> : null;
}
