'use client'

/** Stands in when the root layout itself fails, so nothing of ours can be relied on here, styles included. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui', padding: '4rem', maxWidth: '40rem', margin: 'auto' }}>
        <title>Earshot is not available</title>
        <h1>Earshot is not available</h1>
        <p>
          The server could not build this page. It may be starting, or its database may not be
          reachable.
        </p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  )
}
