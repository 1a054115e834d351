import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licenses of what the bundle holds: most of them ask to go along with every copy. */
export async function licenseTexts(root, packages) {
  const parts = await Promise.all(packages.map((folder) => licenseOf(join(root, folder))));
  return [...new Set(parts)].join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder) {
  const { license, name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [`${name} ${version} (${license})\n`, ...texts.map((text) => `${text.trim()}\n`)].join('\n');
}
