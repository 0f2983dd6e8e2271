import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

import { apiHeaders } from '#lib/http/answer-headers.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { answerDelivery, isDeliveryTarget } from '#lib/webhooks/answer-delivery.ts'
import { WebhookReceiver } from '#lib/webhooks/webhook-receiver.ts'

// On globalThis: a development server loads this module anew at every change; limits and batches must be one.
const holder = globalThis as typeof globalThis & {
  earshotReceiver?: WebhookReceiver
  earshotTakesDeliveries?: true
}

/** Answers a delivery and returns true; false for any other request, which is left alone. */
export function takeDelivery(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'POST' || !isDeliveryTarget(request.url)) return false
  holder.earshotReceiver ??= new WebhookReceiver({ db: webDatabase })
  const options = { headers: apiHeaders, ready: connectQueue }
  void answerDelivery(holder.earshotReceiver, request, response, options)
  return true
}

function standBefore(server: Server): void {
  const emit = server.emit.bind(server) as (event: string, ...parts: unknown[]) => boolean
  server.emit = (event: string, ...parts: unknown[]) => {
    const [request, response] = parts
    return (
      (event === 'request' &&
        takeDelivery(request as IncomingMessage, response as ServerResponse)) ||
      emit(event, ...parts)
    )
  }
}

/**
 * Takes deliveries out of what comes to this process before Next.js sees them: its routes take a tenth as many a second.
 * Whoever listens for the start of a request (`openDoor`, `requireHttps`) has had it before. Returns how to leave servers
 * alone that it has not met yet.
 */
export function openWebhookDoor(): () => void {
  if (holder.earshotTakesDeliveries) return () => undefined
  holder.earshotTakesDeliveries = true
  const known = new WeakSet<Server>()
  const meet = (message: unknown) => {
    const { server } = message as { server: Server }
    if (known.has(server)) return
    known.add(server)
    standBefore(server)
  }
  subscribe('http.server.request.start', meet)
  return () => {
    unsubscribe('http.server.request.start', meet)
    delete holder.earshotTakesDeliveries
  }
}
