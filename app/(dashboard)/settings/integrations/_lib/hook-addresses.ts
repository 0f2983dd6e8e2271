import { pageUrl } from '#lib/notifications/page-url.ts'

const receiver = () => pageUrl('api', 'webhooks', 'ci-cd')

/** Where the provider of a connection sends its events. */
export const hookAddress = (connectionId: string) => `${receiver()}?connection=${connectionId}`

/** Where a sender that cannot sign sends them. */
export const secretAddress = (token: string) => `${receiver()}?token=${token}`

/** Whether only this machine can reach the address: then no provider on the internet can. */
export const isLocal = (address: string) =>
  /^(localhost|127\.|\[?::1\]?$|0\.0\.0\.0)/.test(new URL(address).hostname)
