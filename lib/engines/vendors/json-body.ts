import { InvalidError } from '#lib/platform/errors.ts'

/** Throws InvalidError when the bytes are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InvalidError('The body is not UTF-8')
  }
}

/** Throws InvalidError when the text is not JSON. JSON that is no object is ignored later, with the reason. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidError('The body is not JSON')
  }
}

/** `https://host/group/name.git`, `git@host:group/name.git` → `group/name`; null for anything else. */
export function repositoryPath(remote: string): string | null {
  const ssh = /^(?:[\w.-]+@)?[\w.-]+:(?!\/)(?<path>\S+)$/.exec(remote)?.groups?.['path']
  const path = ssh ?? URL.parse(remote)?.pathname ?? ''
  const bare = path.replace(/^\/+|\/+$|\.git\/?$/g, '')
  return bare === '' ? null : bare
}
