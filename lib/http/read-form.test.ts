import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { readForm } from '#lib/http/read-form.ts'

const boundary = '----------------------------123456789012'
const plain = `multipart/form-data; boundary=${boundary}`
const part = (name: string, content: string, more = '') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="${name}"${more}\r\n\r\n${content}\r\n`
const formOf = (...parts: string[]) => `${parts.join('')}--${boundary}--\r\n`

const read = (body: string, contentType = plain) =>
  readForm(
    new Request('http://localhost/', { method: 'POST', headers: { 'content-type': contentType } }),
    Buffer.from(body),
    100,
  )

test('texts and files come as they were sent', async () => {
  const form = new FormData()
  form.set('note', 'größer')
  form.set('file', new File([new Uint8Array([0, 255])], 'a.wav', { type: 'audio/wav' }))
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  const parts = await read(await response.clone().text(), type)
  expect(parts[0]).toEqual({ field: 'note', text: 'größer' })
  expect(parts[1]).toMatchObject({ field: 'file', name: 'a.wav', type: 'audio/wav' })
})

const many = formOf(...Array.from({ length: 60_000 }, () => part('a.yaml', 'x')))

test.each([
  ['sixty thousand parts', many, plain, /more than 100 parts/],
  [
    'parts behind a second boundary',
    many,
    `multipart/form-data; x="boundary=z"; boundary=${boundary}`,
    /more than 100 parts/,
  ],
  [
    'parts behind a boundary that is another',
    many,
    `multipart/form-data; boundary=z; boundary=${boundary}`,
    /not readable/,
  ],
  ['no boundary', many, 'multipart/form-data', /no boundary/],
  ['what is no form', 'hello', plain, /not readable/],
  [
    'a file name that cannot be kept',
    formOf(part('a\0b.yaml', 'x')),
    plain,
    /not valid|not readable/,
  ],
])('%s: refused', async (_, body, type, message) => {
  await expect(read(body, type)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(message) as string,
  })
})

test('a million headers hold nobody up', async () => {
  const headers = Array.from({ length: 900_000 }, (_, index) => `\r\nx${index}: y`).join('')
  const body = formOf(part('a.yaml', 'x', headers))
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await read(body).catch(() => undefined)
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(500)
})
