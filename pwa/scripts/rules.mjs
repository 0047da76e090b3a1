/** The house rules of the PWA as a failing build: who may touch the network, the database and whom. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
const FEATURES = ['analytics', 'checklists', 'devices', 'inspections', 'issues', 'notifications', 'ordering', 'outside', 'people', 'products', 'rounds', 'settings', 'stock', 'stores', 'sync', 'workload']
const LONGEST = 300
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

const RULES = [
  {
    words: 'only offline/api.ts and sw.ts may fetch',
    applies: (file) => !['offline/api.ts', 'sw.ts'].includes(file.path),
    breaks: ({ code }) => /(?<![\w.])fetch\(|\bXMLHttpRequest\b|\bnew EventSource\b|\bsendBeacon\b/.test(code),
  },
  {
    words: 'only offline/db.ts may know IndexedDB or Dexie',
    applies: (file) => file.path !== 'offline/db.ts',
    breaks: ({ code }) => /\bindexedDB\b/.test(code) || /import (?!type)[^\n]*'dexie'/.test(code),
  },
  {
    words: 'only offline/ may import offline/db; everybody else goes through @/offline',
    applies: (file) => !file.path.startsWith('offline/'),
    breaks: ({ imports }) => imports.some((name) => name === '@/offline/db'),
  },
  {
    words: 'a feature never imports another; they link by route',
    applies: (file) => FEATURES.includes(folderOf(file.path)),
    breaks: ({ path, imports }) => imports.map(featureOf).some((one) => one !== null && one !== folderOf(path)),
  },
  {
    words: 'ui/, offline/, i18n/, theme/, photos/, scanning/, counting/ and answering/ know no feature',
    applies: (file) => ['ui', 'offline', 'i18n', 'theme', 'photos', 'scanning', 'counting', 'answering'].includes(folderOf(file.path)),
    breaks: ({ imports }) => imports.some((name) => featureOf(name) !== null),
  },
  {
    words: 'offline/ knows no widget',
    applies: (file) => file.path.startsWith('offline/'),
    breaks: ({ imports }) => imports.some((name) => name.startsWith('@/ui/')),
  },
  {
    words: 'sw.ts imports nothing',
    applies: (file) => file.path === 'sw.ts',
    breaks: ({ imports }) => imports.length > 0,
  },
  {
    words: 'imports are written out from @/, or stay in the folder',
    applies: () => true,
    breaks: ({ path, imports }) => !path.startsWith('i18n/') && imports.some((name) => name.startsWith('../')),
  },
  {
    words: 'no v-html and no style attribute written in a template: the CSP forbids them',
    applies: (file) => file.path.endsWith('.vue'),
    breaks: ({ code }) => /\bv-html\b|[\s"]style="/.test(code.replaceAll(':style="', '')),
  },
  {
    words: `a file has at most ${LONGEST} lines`,
    applies: (file) => !file.path.endsWith('.gen.ts'),
    breaks: ({ code }) => code.split('\n').length > LONGEST + 1,
  },
]

function folderOf(path) {
  return path.includes('/') ? path.split('/')[0] : ''
}

function featureOf(name) {
  const folder = /^@\/([\w-]+)\//.exec(name)?.[1] ?? ''
  return FEATURES.includes(folder) ? folder : null
}

async function readSources() {
  const entries = await readdir(SRC, { recursive: true, withFileTypes: true })
  const paths = entries.filter((one) => one.isFile() && /\.(ts|vue)$/.test(one.name)).map((one) => join(one.parentPath, one.name))
  return Promise.all(paths.map(async (full) => {
    const code = await readFile(full, 'utf8')
    const imports = [...code.matchAll(IMPORT)].map((match) => match[1])
    return { path: relative(SRC, full).replaceAll('\\', '/'), code, imports }
  }))
}

const isTest = (file) => file.path.endsWith('.test.ts')
const broken = (await readSources()).flatMap((file) =>
  RULES.filter((rule) => !isTest(file) && rule.applies(file) && rule.breaks(file)).map((rule) => `src/${file.path}: ${rule.words}`),
)
for (const line of broken) console.error(line)
if (broken.length > 0) process.exit(1)
console.log('PWA rules: kept')
