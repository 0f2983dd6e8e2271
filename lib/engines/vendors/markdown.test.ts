import { describe, expect, test } from 'vitest'

import { cutText, oneLine } from '#lib/engines/vendors/event-text.ts'
import { carriesMarker, hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { repositoryPath } from '#lib/engines/vendors/json-body.ts'
import { escapeMarkdown, withoutQuickActions } from '#lib/engines/vendors/markdown.ts'

describe('plain text as Markdown', () => {
  test.each([
    ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
    ['<img src=x onerror=y>', '\\<img src=x onerror=y\\>'],
    ['[a](https://x.test)', '\\[a\\]\\(https\\://x\\.test\\)'],
    ['@team and #12', '@\u2060team and \\#\u206012'],
    ['!7 ~label %v1 &9', '\\!\u20607 \\~\u2060label %\u2060v1 \\&\u20609'],
    ['GH-12', 'GH\\-\u206012'],
    ['/close', '\u2060/close'],
    ['    indented\r\nnext\0', 'indented\nnext '],
    ['100% & more', '100% \\& more'],
  ])('%j', (text, expected) => expect(escapeMarkdown(text)).toBe(expected))

  test('commands lose their meaning, paths and fractions stay', () =>
    expect(withoutQuickActions('/close\n  /Assign\na /b\n/1')).toBe(
      '\u2060/close\n  \u2060/Assign\na /b\n/1',
    ))
})

describe('markers', () => {
  test.each(['a', 'x --> y', 'defect:1 -- 2', '---', 'größe 🎤', '%2D', '<!--', '\ud800'])(
    '%j is one comment on one line, and is found again',
    (marker) => {
      const line = hiddenMarker(marker)
      expect(line).toMatch(/^<!-- earshot:(?:(?!--)[^\s>])+ -->$/)
      expect(carriesMarker(`text\n  ${line}\r\nmore`, marker)).toBe(true)
      expect(carriesMarker(`text ${line}`, marker)).toBe(false)
    },
  )
  test('different markers never look alike', () =>
    expect(new Set(['--', '%2D%2D', '-', '---', '- -'].map(hiddenMarker)).size).toBe(5))
})

describe('foreign texts', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['🎤🎤🎤', 3, '🎤🎤🎤'],
    ['🎤🎤🎤🎤', 3, '🎤🎤…'],
  ])('%s cut to %i', (text, limit, expected) => expect(cutText(text, limit)).toBe(expected))
  test('one line that can be stored', () =>
    expect(oneLine(' a\0\r\nb\ud800 ', 9)).toBe('a b\ufffd'))
})

test.each([
  ['https://github.com/acme/voice.git', 'acme/voice'],
  ['https://gitlab.test/acme/apps/voice/', 'acme/apps/voice'],
  ['git@github.com:acme/voice.git', 'acme/voice'],
  ['ssh://git@github.com:22/acme/voice.git', 'acme/voice'],
  ['voice', null],
  ['', null],
])('%j is the repository %j', (remote, expected) => expect(repositoryPath(remote)).toBe(expected))
