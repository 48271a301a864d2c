# The same tables with migest (closed, minimum): time, peak memory, and how far its answer is from ours.
suppressPackageStartupMessages(library(migest))
folder <- commandArgs(TRUE)[1]
read <- function(name) as.matrix(read.csv(file.path(folder, name), header = FALSE))
start <- read("start.csv"); end <- read("end.csv"); events <- read("events.csv"); ours <- read("minimum.csv")
codes <- paste0("c", seq_len(nrow(start)) - 1)
dimnames(start) <- dimnames(end) <- list(birth = codes, dest = codes)
births <- setNames(events[, 1], codes); deaths <- setNames(events[, 2], codes)
invisible(gc(reset = TRUE))
time <- system.time(
  invisible(capture.output(flows <- suppressMessages(ffs_demo(start, end, births, deaths)))))[["elapsed"]]
memory <- sum(gc()[, 6])
od <- apply(flows, c("orig", "dest"), sum); diag(od) <- 0
cat(sprintf("migest %s, minimum alone: %.1f s, peak memory %.0f MB; total %.3f; greatest difference of a flow %.3f\n",
            packageVersion("migest"), time, memory, sum(od), max(abs(od - ours))))
