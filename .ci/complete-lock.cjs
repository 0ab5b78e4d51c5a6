// npm ci (npm 11) wants every optional package in the lock, also those of other platforms that a partial registry mirror does not list.
// Run after npm install where a fresh "npm ci" then complains of packages missing from the lock: node .ci/complete-lock.cjs
const fs = require('fs');
const from = 'package-lock.json';
const to = from;
const lock = JSON.parse(fs.readFileSync(from, 'utf8'));
const all = lock.packages;
const OS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openharmony'];
const CPU = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];
let added = 0;
for (const [path, p] of Object.entries({ ...all })) for (const [name, version] of Object.entries(p.optionalDependencies ?? {})) {
  let at = path, found = false;
  for (;;) { if (all[`${at ? `${at}/` : ''}node_modules/${name}`]) { found = true; break; } if (!at) break; const i = at.lastIndexOf('/node_modules/'); at = i < 0 ? '' : at.slice(0, i); }
  if (found) continue;
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name} ${version} is no exact version`);
  const words = name.split('/').pop().split('-');
  const os = OS.find((o) => words.includes(o)), cpu = CPU.find((c) => words.includes(c));
  if (!os || !cpu) throw new Error(`${name}: cannot tell its platform`);
  const libc = os === 'linux' && words.some((w) => w.startsWith('musl')) ? { libc: ['musl'] } : {};
  all[`node_modules/${name}`] = { version, cpu: [cpu], ...(p.dev ? { dev: true } : {}), ...libc, license: undefined, optional: true, os: [os] };
  added += 1;
}
lock.packages = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
fs.writeFileSync(to, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
