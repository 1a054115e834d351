import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
  const key = `node_modules/${PACKAGE}-${platform}`;
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const locked = packages[key];
  if (locked === undefined) throw new Error(`${PACKAGE} has no build for ${platform}.`);
  const folder = await mkdtemp(join(tmpdir(), 'native-'));
  try {
    const [os, cpu, libc] = platform.split('-');
    const forPlatform = [`--os=${os}`, `--cpu=${cpu}`, ...(os === 'linux' ? [`--libc=${LIBC[libc]}`] : [])];
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...forPlatform];
    await promisify(execFile)('npm', ['install', ...options, `${PACKAGE}-${platform}@${locked.version}`]);
    const made = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
    if (made.packages[key].integrity !== locked.integrity)
      throw new Error(`${PACKAGE}-${platform} is not what package-lock.json says.`);
    return await use(join(folder, key));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LIBC = { gnu: 'glibc', musl: 'musl', gnueabihf: 'glibc', musleabihf: 'musl' };
