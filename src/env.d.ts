/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Folder of the lesson being rendered, for the components inside its text. */
    lesson: string;
  }
}

interface ImportMetaEnv {
  /** The site is a folder of files, with no backend behind it. */
  readonly PUBLIC_STATIC?: string;
}
