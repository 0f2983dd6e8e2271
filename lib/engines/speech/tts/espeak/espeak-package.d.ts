/* SPDX-License-Identifier: GPL-3.0-or-later */
declare module '@echogarden/espeak-ng-emscripten' {
  export type Espeak = {
    samplerate: number
    /** 0 on success; anything else leaves the previous voice in place. */
    set_voice(name: string): number
    set_rate(wordsPerMinute: number): void
    synthesize(ssml: string, take: (samples: Int16Array) => boolean): void
  }
  type Module = { HEAP8: Int8Array; eSpeakNGWorker: new () => Espeak }
  export default function load(options: {
    print: (line: string) => void
    printErr: (line: string) => void
  }): Promise<Module>
}
