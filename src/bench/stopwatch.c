/*
 * Runs a command and appends one line to a file: seconds it took, KiB of memory at its peak, and seconds of
 * user time.
 *
 *   stopwatch FILE COMMAND [ARGUMENT...]
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: stopwatch FILE COMMAND [ARGUMENT...]\n");
        return 2;
    }
    struct timespec begin, end;
    struct rusage usage;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("stopwatch");
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    FILE *file = fopen(argv[1], "a");
    if (file == NULL) {
        perror(argv[1]);
        return 1;
    }
    double seconds = end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
    double user = usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6;
    fprintf(file, "%.3f %ld %.3f\n", seconds, usage.ru_maxrss, user);
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
