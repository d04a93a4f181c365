// All screens, in the order of the navigation. Each has a name in the address, the verb without which it is not there, what it asks
// the farm for, and how it draws that.

import { wall } from "./wall.js";
import { jobs } from "./jobs.js";
import { job } from "./job.js";
import { queue } from "./queue.js";
import { matching } from "./matching.js";
import { machine } from "./machine.js";
import { printer } from "./printer.js";
import { activity, doctor, history } from "./past.js";
import { trust } from "./trust.js";
import { settings } from "./settings.js";

export const screens = [wall, jobs, queue, matching, history, doctor, activity, trust, settings, job, machine, printer];
