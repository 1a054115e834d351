import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PACKAGE = '@node-rs/argon2';

/**
 * Puts the native code of each platform beside the bundle, where its loader looks first. npm installs this machine's
 * alone; another one's comes from the registry, and must be what the lockfile says.
 */
export async function copyNativeModules({ root, outDir, platforms }) {
  for (const platform of new Set(platforms)) {
    const file = `argon2.${platform}.node`;
    const installed = join(root, 'node_modules', `${PACKAGE}-${platform}`, file);
    try {
      await copyFile(installed, join(outDir, file));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      await fetched(root, platform, (folder) => copyFile(join(folder, file), join(outDir, file)));
    }
  }
}

async function fetched(root, platform, use) {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const locked = packages[`node_modules/${PACKAGE}-${platform}`];
  if (locked === undefined) throw new Error(`${PACKAGE} has no build for ${platform}.`);
  const folder = await mkdtemp(join(tmpdir(), 'native-'));
  try {
    // To install it, npm would want to be on that platform.
    await run('npm', ['pack', `${PACKAGE}-${platform}@${locked.version}`, '--pack-destination', folder]);
    const [tarball] = (await readdir(folder)).map((name) => join(folder, name));
    const checksum = createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64');
    if (`sha512-${checksum}` !== locked.integrity)
      throw new Error(`${PACKAGE}-${platform} is not what package-lock.json says.`);
    await run('tar', ['-xzf', tarball, '-C', folder]);
    return await use(join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
