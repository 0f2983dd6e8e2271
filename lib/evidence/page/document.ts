import { html, Html } from '#lib/evidence/page/html.ts'
import { pageStyle } from '#lib/evidence/page/style.ts'

type Document = { title: string; lead: Html; body: Html }

// Written as it is: inside a style no entities are read, and its hash in the policy allows no other blank.
const style = new Html([{ markup: `<style>${pageStyle.css}</style>` }])

/** A page that opens from a file, without a script and without asking anybody for anything. */
export function document({ title, lead, body }: Document): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${pageStyle.policy}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Earshot evidence</title>
        ${style}
      </head>
      <body>
        <header>
          <p class="mark">Earshot evidence</p>
          <h1>${title}</h1>
          ${lead}
        </header>
        <main>${body}</main>
        <footer>
          <p class="soft">
            manifest.json lists every file of this bundle with its SHA-256; signature.json signs it.
            To check both:
            <code>earshot evidence verify FILE.zip</code>
          </p>
        </footer>
      </body>
    </html>`
}
