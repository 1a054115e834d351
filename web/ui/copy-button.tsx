import { useState } from 'preact/hooks';
import { text } from '../texts/text.js';
import { announce } from './announcement.js';
import { Button } from './button.js';

/** Copies what can't be seen again, and says so. */
export function CopyButton({ copied }: { readonly copied: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    const isDone = await write(copied);
    setDone(isDone);
    announce(text(isDone ? 'common.copied' : 'common.copy-failed'));
  };
  return (
    <Button icon={done ? 'check' : 'copy'} onClick={() => void copy()}>
      {text(done ? 'common.copied' : 'common.copy')}
    </Button>
  );
}

/** Not every browser lets a page do it, and none where the page came without TLS from another machine. */
async function write(copied: string): Promise<boolean> {
  const { clipboard } = navigator as Partial<Navigator>;
  try {
    await clipboard?.writeText(copied);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}
