/** Our kinds of cards as Anki's note types. Their names and fields never change; looks may. */
import { COURSE_TITLE, FIELDS, type NoteKind } from '../notes.ts';
import { stableId } from './ids.ts';
import css from './style.ts';

/** When templates or style changed last, s: Anki replaces those it has only by newer ones. */
const CHANGED_AT = 1_795_824_000;

interface Template {
  readonly name: string;
  readonly front: string;
  readonly back: string;
  /** Fields of which one must be filled in for the card to exist. */
  readonly needs: readonly string[];
}

interface NoteType {
  readonly name: string;
  readonly templates: readonly Template[];
}

const ABOUT = `
{{#My note}}<div class="mine">{{My note}}</div>{{/My note}}
<p class="about">{{#Directive}}{{Directive}}= {{/Directive}}{{#Since}}since systemd {{Since}} {{/Since}}{{#Lesson}}{{Lesson}}{{/Lesson}}</p>`;
const ANSWER = '{{FrontSide}}\n<hr id="answer">\n';

const TYPES: Readonly<Record<NoteKind, NoteType>> = {
  basic: {
    name: 'Basic',
    templates: [
      { name: 'Card 1', front: '{{Front}}', back: `${ANSWER}{{Back}}${ABOUT}`, needs: ['Front'] },
    ],
  },
  reverse: {
    name: 'Basic and reversed',
    templates: [
      { name: 'Card 1', front: '{{Front}}', back: `${ANSWER}{{Back}}${ABOUT}`, needs: ['Front'] },
      { name: 'Card 2', front: '{{Back}}', back: `${ANSWER}{{Front}}${ABOUT}`, needs: ['Back'] },
    ],
  },
  cloze: {
    name: 'Cloze',
    templates: [
      {
        name: 'Cloze',
        front: '{{cloze:Text}}',
        back: `{{cloze:Text}}\n{{#Extra}}<hr>{{Extra}}{{/Extra}}${ABOUT}`,
        needs: ['Text'],
      },
    ],
  },
  typed: {
    name: 'Typed line',
    templates: [
      {
        name: 'Card 1',
        front: '{{Prompt}}\n{{type:Answer}}',
        back: `{{Prompt}}\n<hr id="answer">\n{{type:Answer}}\n{{#Accepted}}<p>Also: {{Accepted}}</p>{{/Accepted}}{{Explanation}}${ABOUT}`,
        needs: ['Prompt', 'Answer'],
      },
    ],
  },
  output: {
    name: 'Recorded output',
    templates: [
      {
        name: 'Card 1',
        front: '{{Question}}\n{{Output}}',
        back: `${ANSWER}{{Answer}}${ABOUT}`,
        needs: ['Question', 'Output'],
      },
    ],
  },
  fix: {
    name: 'Unit file to repair',
    templates: [
      {
        name: 'Card 1',
        front: '{{Question}}\n<p class="file">{{File}}</p>\n{{Broken}}',
        back: `${ANSWER}{{Solution}}\n{{Explanation}}${ABOUT}`,
        needs: ['Question', 'File', 'Broken'],
      },
    ],
  },
};

/** As Anki lists it. */
export function noteTypeName(kind: NoteKind): string {
  return `${COURSE_TITLE}: ${TYPES[kind].name}`;
}

export function noteTypeId(kind: NoteKind): number {
  return stableId(`note type ${noteTypeName(kind)}`);
}

/** The note type as the `models` column of schema 11 holds it. */
export function noteTypeJson(kind: NoteKind): object {
  const fields: readonly string[] = FIELDS[kind];
  const { templates } = TYPES[kind];
  return {
    id: noteTypeId(kind),
    name: noteTypeName(kind),
    type: kind === 'cloze' ? 1 : 0,
    mod: CHANGED_AT,
    usn: -1,
    sortf: 0,
    did: null,
    tmpls: templates.map(({ name, front, back }, ord) => ({
      name,
      ord,
      qfmt: front,
      afmt: back,
      bqfmt: '',
      bafmt: '',
      did: null,
      bfont: '',
      bsize: 0,
    })),
    flds: fields.map((name, ord) => ({
      name,
      ord,
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      media: [],
    })),
    css,
    latexPre: '',
    latexPost: '',
    latexsvg: false,
    req: templates.map(({ needs }, ord) => [ord, 'any', needs.map((name) => fields.indexOf(name))]),
    tags: [],
    vers: [],
  };
}
