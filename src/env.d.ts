/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Folder of the lesson being rendered, for the components inside its text. */
    lesson: string;
  }
}
