import { randomBytes } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { deriveSigningKey, signManifest } from '#lib/evidence/keys.ts'
import { evidenceFormat, type EvidenceManifest } from '#lib/evidence/schema.ts'
import { jsonFile, sealFiles, textFile } from '#lib/evidence/seal-files.ts'
import { bytesOf, packed, sourceOf, unzipped } from '#lib/evidence/testing/bundle-bytes.ts'
import { signatureText } from '#lib/evidence/verify/signature-text.ts'
import { verifyBundle } from '#lib/evidence/verify/verify-bundle.ts'
import { writeZip, type ZipFile } from '#lib/evidence/write-zip.ts'

const ours = deriveSigningKey('the secret of this installation')
const organization = { id: '0198c2f4-0000-7000-8000-000000000001', name: 'Acme' }
const sound = randomBytes(5_000)

const manifestOf = (files: EvidenceManifest['files']): EvidenceManifest => ({
  ...evidenceFormat,
  product: { name: 'Earshot', version: '1.0.0' },
  organization,
  subject: { kind: 'execution', id: organization.id, title: 'A case' },
  made_at: '2026-01-01T00:00:00.000Z',
  made_by: 'Ada',
  files,
  missing: [],
  notes: [],
})

const contents: ZipFile[] = [
  textFile('conversation.txt', 'Caller: hello\n'.repeat(400)),
  jsonFile('execution.json', { verdict: 'failed' }),
  { path: 'audio/turn-1-caller.wav', stored: true, content: () => [sound] },
]

const seal =
  (key = ours) =>
  (manifest: Uint8Array) =>
    signManifest(manifest, key)
const make = (key = ours) =>
  bytesOf({
    name: '',
    chunks: writeZip(sealFiles(contents, manifestOf, seal(key)), new Date('2026-01-01')),
  })

const verified = (zip: Buffer, key = ours) => verifyBundle(sourceOf(zip), [key.publicKey])
const faultsOf = async (zip: Buffer, key = ours) => (await verified(zip, key)).faults

/** The bundle with one file replaced, packed anew so that nothing but the content is wrong. */
async function replaced(path: string, change: (bytes: Buffer) => Buffer): Promise<Buffer> {
  const files = unzipped(await make())
  const bytes = files.get(path)
  if (!bytes) throw new Error(`There is no ${path}`)
  files.set(path, change(bytes))
  return packed(files)
}

const flipped = (at: number, bit: number) => (bytes: Buffer) => {
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
  return bytes
}

describe('a bundle as it was made', () => {
  test('is authentic, also with its files packed otherwise', async () => {
    const zip = await make()
    expect(await verified(zip)).toMatchObject({ faults: [], keyId: ours.id })
    expect(await faultsOf(await packed(unzipped(zip)))).toEqual([])
  })

  test('is not, for whoever trusts another key', async () => {
    const other = deriveSigningKey('the secret of another installation')
    expect(await faultsOf(await make(), other)).toEqual([
      `It was signed with the key ${ours.id}, which is not the trusted one (${other.id}).`,
    ])
  })

  test('is not, when somebody else signed it and calls the key ours', async () => {
    const forger = deriveSigningKey('the secret of a forger')
    const files = unzipped(await make())
    const manifest = files.get('manifest.json') ?? Buffer.alloc(0)
    const forged = {
      ...signManifest(manifest, ours),
      ...{ signature: signManifest(manifest, forger).signature },
    }
    files.set('signature.json', Buffer.from(signatureText(forged)))
    expect(await faultsOf(await packed(files))).toEqual([
      'The signature does not match manifest.json: the manifest or the signature was changed.',
    ])
  })
})

describe('what was changed', () => {
  test.each(['conversation.txt', 'execution.json', 'audio/turn-1-caller.wav'])(
    'one bit of %s is found and the file is named',
    async (path) => {
      const { length } = unzipped(await make()).get(path) ?? []
      for (const at of [0, Math.floor((length ?? 0) / 2), (length ?? 0) - 1])
        expect(await faultsOf(await replaced(path, flipped(at, at % 8)))).toEqual([
          expect.stringMatching(`^${path} was changed: its SHA-256 is [0-9a-f]{64}, and`),
        ])
    },
  )

  test.each(['manifest.json', 'signature.json'])('every byte of %s counts', async (path) => {
    const { length } = unzipped(await make()).get(path) ?? []
    for (let at = 0; at < (length ?? 0); at++)
      expect(await faultsOf(await replaced(path, flipped(at, at % 7))), `byte ${at}`).not.toEqual(
        [],
      )
  })

  test('no bit of the packed file can change what is in it unseen', async () => {
    const zip = await make()
    const before = unzipped(zip)
    // Every byte around the files, and samples of their contents.
    for (let at = 0; at < zip.length; at += at > 1_500 && at < zip.length - 3_000 ? 97 : 1) {
      const changed = flipped(at, at % 8)(Buffer.from(zip))
      const { faults } = await verified(changed)
      if (faults.length > 0) continue
      // What remains are dates and the like: a reader that is not ours must still see the same.
      const after = unzipped(changed)
      expect([...after.keys()], `byte ${at}`).toEqual([...before.keys()])
      for (const [path, bytes] of after) expect(bytes.equals(before.get(path) ?? sound)).toBe(true)
    }
  })

  test('a file more, a file less, and a file under another name', async () => {
    const files = unzipped(await make())
    files.set('audio/turn-2-caller.wav', sound)
    files.delete('execution.json')
    expect((await faultsOf(await packed(files))).toSorted()).toEqual([
      'audio/turn-2-caller.wav was added: the manifest does not name it.',
      'execution.json is missing.',
    ])
  })

  test.each(['manifest.json', 'signature.json'])('a bundle without %s', async (path) => {
    const files = unzipped(await make())
    files.delete(path)
    expect(await faultsOf(await packed(files))).toContain(`${path} is missing.`)
  })
})

describe('files that are not what they seem', () => {
  const bytesFor = (path: string, bytes: Uint8Array = Buffer.from('x')) =>
    packed(new Map([[path, bytes]]))

  test.each([
    '../outside.txt',
    '/etc/passwd',
    'a/../../b',
    'C:\\x',
    'audio\\x.wav',
    'a//b',
    '.hidden',
    'A.TXT',
  ])('the path %s is refused', async (path) => {
    expect(await faultsOf(await bytesFor(path))).toEqual([
      `It holds ${JSON.stringify(path)}, a path that no bundle has.`,
    ])
  })

  test('a name that occurs twice is refused', async () => {
    const twice = ['a.txt', 'b.txt'].map((path) => textFile(path, 'x'))
    const zip = await bytesOf({ name: '', chunks: writeZip(twice, new Date('2026-01-01')) })
    const text = zip.toString('latin1').replaceAll('b.txt', 'a.txt')
    expect(await faultsOf(Buffer.from(text, 'latin1'))).toEqual(['a.txt occurs twice.'])
  })

  test('what unpacks to more than it says ends at the first piece too many', async () => {
    const bomb = { path: 'manifest.json', stored: false, content: () => [Buffer.alloc(50_000_000)] }
    const zip = await bytesOf({ name: '', chunks: writeZip([bomb], new Date('2026-01-01')) })
    const small = Buffer.alloc(4)
    small.writeUInt32LE(1_000)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(50_000_000)
    const lying = Buffer.from(
      zip.toString('latin1').replaceAll(size.toString('latin1'), small.toString('latin1')),
      'latin1',
    )
    expect(lying.length).toBeLessThan(100_000)
    expect(await faultsOf(lying)).toContain(
      'manifest.json unpacks to more than the 1000 bytes it names.',
    )
  })

  test('a manifest of a size that none has is not unpacked', async () => {
    expect(await faultsOf(await bytesFor('manifest.json', Buffer.alloc(50_000_000)))).toContain(
      'manifest.json is too large.',
    )
  })

  test('something before, between or behind the files is found', async () => {
    const zip = await make()
    expect(await faultsOf(Buffer.concat([zip, Buffer.from('more')]))).toHaveLength(1)
    expect(await faultsOf(Buffer.concat([Buffer.from('more'), zip]))).toHaveLength(1)
    expect(await faultsOf(zip.subarray(0, zip.length - 1))).toHaveLength(1)
    expect(await faultsOf(Buffer.alloc(0))).toHaveLength(1)
    expect(await faultsOf(Buffer.from('PK'))).toHaveLength(1)
  })
})
