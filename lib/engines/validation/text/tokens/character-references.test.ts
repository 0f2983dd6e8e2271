import { describe, expect, test } from 'vitest'

import { withoutReferences } from '#lib/engines/validation/text/tokens/character-references.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

describe('references of HTML', () => {
  test.each([
    ['Tom &amp; Ann', 'tom and ann'],
    ['It&#39;s &#x32;', 'it is 2'],
    ['5&nbsp;km', '5000m'],
    ['caf&eacute; bar', 'café bar'],
    ['AT&T; rocks', 'at and t rocks'],
    ['&unknown; &#0; &#xd800;', 'and unknown and 0 and xd800'],
  ])('%s is read as %s', (source, keys) => {
    expect(tokenise(source, 'en-US').text).toBe(keys)
  })

  test('leave every place where it was', () => {
    const source = 'He said &quot;go&quot; &amp; left'
    expect(withoutReferences(source)).toHaveLength(source.length)
    const [, , go] = tokenise(source, 'en-US').tokens
    expect(source.slice(go?.start, go?.end)).toBe('go')
  })
})
