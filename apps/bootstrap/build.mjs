import { build, prepare } from './prepare.mjs';

prepare();
build();
