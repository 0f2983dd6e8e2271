/** A text to download. The name is sent for old and new clients alike (RFC 6266). */
export function attachment(text: string, contentType: string, name: string): Response {
  const plain = name.replaceAll(/[^\w.-]+/g, '-')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
  return new Response(text, {
    headers: { 'content-type': contentType, 'content-disposition': disposition },
  })
}
