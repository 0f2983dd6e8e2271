/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  // Next.js compiles this file for its edge runtime as well, which has neither sockets nor this module.
  if (!('EdgeRuntime' in globalThis)) {
    const { stampClientAddresses } = await import('#lib/http/client-address.ts')
    stampClientAddresses()
  }
}
