import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import { beforeAll, expect, test } from 'vitest'

import { InvalidError } from '#lib/platform/errors.ts'
import { buckets, type Storage } from '#lib/platform/storage/types.ts'

const text = (value: Buffer | null) => value?.toString() ?? null

function readsAndWrites(storage: () => Storage): void {
  test('reads back every byte value and large objects exactly', async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, value) => value))
    const large = randomBytes(700_001)
    await storage().put('artifacts', 'every.bin', every, 'application/octet-stream')
    await storage().put('artifacts', 'large.bin', large, 'application/octet-stream')
    expect(await storage().get('artifacts', 'every.bin')).toEqual(every)
    expect((await storage().get('artifacts', 'large.bin'))?.equals(large)).toBe(true)
  })

  test('keeps empty objects apart from missing ones', async () => {
    await storage().put('artifacts', 'empty.txt', new Uint8Array(0), 'text/plain')
    expect(await storage().get('artifacts', 'empty.txt')).toEqual(Buffer.alloc(0))
    expect(await storage().get('artifacts', 'missing.txt')).toBeNull()
    expect(await storage().stat('artifacts', 'missing.txt')).toBeNull()
    expect(await storage().stream('artifacts', 'missing.txt')).toBeNull()
  })

  test('says size, content type and time', async () => {
    await storage().put('output-audio', 'a/reply.wav', Buffer.from('12345'), 'audio/wav')
    await storage().put('artifacts', 'odd', Buffer.from('1'), 'application/x-odd')
    const stat = await storage().stat('output-audio', 'a/reply.wav')
    expect(stat).toMatchObject({ size: 5, contentType: 'audio/wav' })
    expect(Math.abs(Date.now() - (stat?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000)
    expect(await storage().stat('artifacts', 'odd')).toMatchObject({
      contentType: 'application/x-odd',
    })
  })

  test('writing again replaces bytes and content type', async () => {
    await storage().put(
      'artifacts',
      'again.txt',
      Buffer.from('a longer first'),
      'application/x-first',
    )
    await storage().put('artifacts', 'again.txt', Buffer.from('second'), 'text/plain')
    expect(text(await storage().get('artifacts', 'again.txt'))).toBe('second')
    expect(await storage().stat('artifacts', 'again.txt')).toMatchObject({
      size: 6,
      contentType: 'text/plain',
    })
  })
}

function keepsApart(storage: () => Storage): void {
  test('buckets are apart, and a key may be another key and a folder', async () => {
    await storage().put('input-audio', 'same', Buffer.from('in'), 'audio/wav')
    await storage().put('output-audio', 'same', Buffer.from('out'), 'audio/wav')
    await storage().put('input-audio', 'same/deeper', Buffer.from('deep'), 'audio/wav')
    expect(text(await storage().get('input-audio', 'same'))).toBe('in')
    expect(text(await storage().get('output-audio', 'same'))).toBe('out')
    expect(text(await storage().get('input-audio', 'same/deeper'))).toBe('deep')
  })

  test('deletes, and deleting again is no error', async () => {
    await storage().put('artifacts', 'gone.txt', Buffer.from('x'), 'text/plain')
    await storage().delete('artifacts', 'gone.txt')
    await storage().delete('artifacts', 'gone.txt')
    expect(await storage().get('artifacts', 'gone.txt')).toBeNull()
  })

  test('twenty writers of one key leave one whole object', async () => {
    const versions = Array.from({ length: 20 }, (_, n) => Buffer.alloc(50_000, n))
    await Promise.all(
      versions.map((bytes) =>
        storage().put('artifacts', 'race.bin', bytes, 'application/octet-stream'),
      ),
    )
    const left = await storage().get('artifacts', 'race.bin')
    expect(versions.some((bytes) => left?.equals(bytes))).toBe(true)
  })
}

function streamsRanges(storage: () => Storage): void {
  const ranged = async (start: number, end?: number) => {
    const range = end === undefined ? { start } : { start, end }
    const stream = await storage().stream('artifacts', 'digits.txt', range)
    return stream && text(await buffer(stream))
  }

  test('streams the whole object or a range with both ends included', async () => {
    await storage().put('artifacts', 'digits.txt', Buffer.from('0123456789'), 'text/plain')
    const whole = await storage().stream('artifacts', 'digits.txt')
    expect(whole && text(await buffer(whole))).toBe('0123456789')
    expect(await ranged(2, 4)).toBe('234')
    expect(await ranged(0, 0)).toBe('0')
    expect(await ranged(7)).toBe('789')
    expect(await ranged(7, 999)).toBe('789')
  })

  test.each([
    [10, undefined],
    [-1, 3],
    [4, 3],
    [0.5, 3],
  ])('refuses the range %s to %s', async (start, end) => {
    await expect(ranged(start, end)).rejects.toThrow(InvalidError)
  })
}

function guardsKeys(storage: () => Storage): void {
  test.each([
    '',
    '..',
    '../escape',
    'a/../b',
    '/etc/passwd',
    'a//b',
    'a/',
    '.hidden',
    'a\\b',
    'a b',
    'ä',
    'a%2Fb',
    'a\u0000b',
    'x'.repeat(201),
    Array.from({ length: 11 }, () => 'd').join('/'),
  ])('refuses the key %j for every verb', async (key) => {
    await expect(storage().put('artifacts', key, Buffer.from('x'), 'text/plain')).rejects.toThrow(
      InvalidError,
    )
    await expect(storage().get('artifacts', key)).rejects.toThrow(InvalidError)
    await expect(storage().stat('artifacts', key)).rejects.toThrow(InvalidError)
    await expect(storage().stream('artifacts', key)).rejects.toThrow(InvalidError)
    await expect(storage().delete('artifacts', key)).rejects.toThrow(InvalidError)
  })

  test('takes the longest and deepest key', async () => {
    const key = `${Array.from({ length: 9 }, () => 'd').join('/')}/${'x'.repeat(182)}`
    expect(key).toHaveLength(200)
    await storage().put('artifacts', key, Buffer.from('deep'), 'application/x-odd')
    expect(text(await storage().get('artifacts', key))).toBe('deep')
    expect(await storage().stat('artifacts', key)).toMatchObject({
      contentType: 'application/x-odd',
    })
  })
}

/** What every storage driver must do; run it inside a `describe` of the driver. */
export function storageContract(storage: () => Storage): void {
  beforeAll(() => storage().prepare())
  readsAndWrites(storage)
  keepsApart(storage)
  streamsRanges(storage)
  guardsKeys(storage)
  test('check may run again and leaves nothing behind', async () => {
    await storage().check()
    await storage().prepare()
    await storage().check()
    for (const bucket of buckets) expect(await storage().get(bucket, 'probe')).toBeNull()
  })
}
