/** What a lesson's MDX may use without importing it. */
import Diagram from '../Diagram.astro';
import Callout from './Callout.astro';
import Output from './Output.astro';
import Predict from './Predict.astro';
import Quiz from './Quiz.astro';
import Steps from './Steps.astro';
import Term from './Term.astro';
import Try from './Try.astro';
import UnitFile from './UnitFile.astro';

export const LESSON_COMPONENTS = {
  Callout,
  Diagram,
  Output,
  Predict,
  Quiz,
  Steps,
  Term,
  Try,
  UnitFile,
};
