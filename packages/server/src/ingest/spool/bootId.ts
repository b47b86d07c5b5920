// Which run of the machine's kernel this is: files that were written in the same one need no sync to be whole.
import { readFile } from 'node:fs/promises';

/** Linux names each run (https://docs.kernel.org/admin-guide/sysctl/kernel.html#random); in a container it is the host's. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Another one after each start of the machine; undefined where the system does not tell. */
export async function bootId(): Promise<string | undefined> {
  try {
    return (await readFile(BOOT_ID, 'latin1')).trim() || undefined;
  } catch {
    return undefined; // not Linux
  }
}
