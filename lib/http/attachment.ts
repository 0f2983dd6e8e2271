import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** The name is sent for old and new clients alike (RFC 6266). */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '-')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}

/** A text to download. */
export function attachment(text: string, contentType: string, name: string): Response {
  return new Response(text, {
    headers: { 'content-type': contentType, 'content-disposition': dispositionOf(name) },
  })
}

/**
 * A file to download that is made while it is sent, as fast as the reader takes it. What fails before its first bytes is
 * thrown; what fails later breaks the download off, so that nobody takes a part for the whole.
 */
export async function streamAttachment(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  contentType: string,
  name: string,
): Promise<Response> {
  let next = await chunks.next()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(next.value)
      try {
        next = await chunks.next()
      } catch (error) {
        log.error({ name, error: errorMessage(error) }, 'a download broke off')
        throw error
      }
    },
    async cancel() {
      await chunks.return()
    },
  })
  return new Response(body, {
    headers: { 'content-type': contentType, 'content-disposition': dispositionOf(name) },
  })
}
