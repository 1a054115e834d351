import { useState } from 'preact/hooks';
import { text } from '../texts/text.js';
import { announce } from './announcement.js';
import { Button } from './button.js';

/** Copies what can't be seen again, and says so. */
export function CopyButton({ copied }: { readonly copied: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(copied);
    setDone(true);
    announce(text('common.copied'));
  };
  return (
    <Button icon={done ? 'check' : 'copy'} onClick={() => void copy()}>
      {text(done ? 'common.copied' : 'common.copy')}
    </Button>
  );
}
