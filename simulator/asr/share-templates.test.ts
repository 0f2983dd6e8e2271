import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { shareTemplates } from '#simulator/asr/share-templates.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-share-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('finished templates appear in the other folder without taking room; what is half written stays', () => {
  writeFileSync(join(folder, 'a.templates'), 'learnt')
  writeFileSync(join(folder, '.b.1234'), 'half')
  const other = join(folder, 'new', 'ears')
  shareTemplates(folder, other)
  expect(readFileSync(join(other, 'a.templates'), 'utf8')).toBe('learnt')
  expect(statSync(join(other, 'a.templates')).ino).toBe(statSync(join(folder, 'a.templates')).ino)
  expect(existsSync(join(other, '.b.1234'))).toBe(false)
})

test('what the other folder has stays as it is, and a folder that is not there is no fault', () => {
  const other = join(folder, 'other')
  shareTemplates(join(folder, 'nowhere'), other)
  writeFileSync(join(folder, 'a.templates'), 'theirs')
  shareTemplates(folder, other)
  writeFileSync(join(folder, 'c.templates'), 'new')
  rmSync(join(other, 'a.templates'))
  writeFileSync(join(other, 'a.templates'), 'ours')
  shareTemplates(folder, other)
  expect(readFileSync(join(other, 'a.templates'), 'utf8')).toBe('ours')
  expect(readFileSync(join(other, 'c.templates'), 'utf8')).toBe('new')
})
