/*
 * The least that any program has to do: the calls to the system that reading or writing a fleet's headers takes, and
 * nothing else. What Cowhand takes is quoted as a multiple of this.
 *
 *   floor make  THREADS FOLDER COUNT TEMPLATE [DIFFERENT]
 *                                               COUNT images that are TEMPLATE, holes where it is zero; with DIFFERENT
 *                                               headers, in which a number takes the place of the digits 00000
 *   floor read  THREADS FOLDER COUNT            of each: open, read 4 KiB, close
 *   floor write THREADS FOLDER COUNT            of each: open, read 4 KiB, write 512 bytes, fdatasync, close
 *   floor mark  THREADS FOLDER COUNT            of each: open, read 4 KiB; three times write 512 bytes, fdatasync; close
 *   floor calls THREADS FILE COUNT              COUNT times open, read 4 KiB and close one file: how fast this machine's
 *                                               calls to the system are
 *
 * The last one is what a header takes of which two sectors change: the first sector with its mark, the second, and the
 * first as it shall be. A thread takes 16 images at a time, and does each step to all of them before the next.
 *
 * Images are FOLDER/vm-0000000.qcow2 and so on. What is written is what was read.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 4096, SECTOR = 512, BATCH = 16, DIGITS = 5 };

static const char *mode;
static const char *folder;
static long count;
static char *template;
static long template_size;
static long different;
static long digits_at;
static atomic_long next;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void make(const char *path, long image)
{
    static const char zeros[BLOCK];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || ftruncate(fd, template_size) < 0) {
        die(path);
    }
    for (long at = 0; at < template_size; at += BLOCK) {
        long part = template_size - at < BLOCK ? template_size - at : BLOCK;
        if (memcmp(template + at, zeros, part) != 0 && pwrite(fd, template + at, part, at) != part) {
            die(path);
        }
    }
    if (different > 0) {
        char digits[32];
        snprintf(digits, sizeof digits, "%0*ld", DIGITS, image % different);
        if (pwrite(fd, digits, DIGITS, digits_at) != DIGITS) {
            die(path);
        }
    }
    close(fd);
}

static void visit(const char *path, int writes)
{
    char block[BLOCK];
    int fd = open(path, writes ? O_RDWR : O_RDONLY);
    if (fd < 0 || pread(fd, block, BLOCK, 0) < SECTOR) {
        die(path);
    }
    if (writes && (pwrite(fd, block, SECTOR, 0) != SECTOR || fdatasync(fd) < 0)) {
        die(path);
    }
    close(fd);
}

static void name_image(char *path, long image)
{
    snprintf(path, BLOCK, "%s/vm-%07ld.qcow2", folder, image);
}

static void write_sector(const int *fds, char blocks[][BLOCK], int images, int sector)
{
    for (int i = 0; i < images; i++) {
        if (pwrite(fds[i], blocks[i] + sector * SECTOR, SECTOR, sector * SECTOR) != SECTOR) {
            die("pwrite");
        }
    }
    for (int i = 0; i < images; i++) {
        if (fdatasync(fds[i]) < 0) {
            die("fdatasync");
        }
    }
}

static void *mark(void *unused)
{
    (void)unused;
    for (long first = atomic_fetch_add(&next, BATCH); first < count; first = atomic_fetch_add(&next, BATCH)) {
        int images = count - first < BATCH ? count - first : BATCH;
        int fds[BATCH];
        char blocks[BATCH][BLOCK];
        for (int i = 0; i < images; i++) {
            char path[BLOCK];
            name_image(path, first + i);
            fds[i] = open(path, O_RDWR);
            if (fds[i] < 0 || pread(fds[i], blocks[i], BLOCK, 0) < 2 * SECTOR) {
                die(path);
            }
        }
        write_sector(fds, blocks, images, 0);
        write_sector(fds, blocks, images, 1);
        write_sector(fds, blocks, images, 0);
        for (int i = 0; i < images; i++) {
            close(fds[i]);
        }
    }
    return NULL;
}

static void *work(void *unused)
{
    (void)unused;
    for (long i = next++; i < count; i = next++) {
        char path[BLOCK];
        name_image(path, i);
        if (strcmp(mode, "make") == 0) {
            make(path, i);
        } else if (strcmp(mode, "calls") == 0) {
            visit(folder, 0);
        } else {
            visit(path, strcmp(mode, "write") == 0);
        }
    }
    return NULL;
}

static void read_template(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0 || (template_size = lseek(fd, 0, SEEK_END)) < 0) {
        die(path);
    }
    template = malloc(template_size);
    if (template == NULL || pread(fd, template, template_size, 0) != template_size) {
        die(path);
    }
    close(fd);
    char *digits = memmem(template, template_size, "00000", DIGITS);
    digits_at = digits == NULL ? 0 : digits - template;
    if (different > 0 && digits == NULL) {
        fprintf(stderr, "%s has no digits 00000\n", path);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: floor make|read|write|mark|calls THREADS FOLDER COUNT [TEMPLATE [DIFFERENT]]\n");
        return 2;
    }
    mode = argv[1];
    int threads = atoi(argv[2]);
    folder = argv[3];
    count = atol(argv[4]);
    if (strcmp(mode, "make") == 0) {
        different = argc > 6 ? atol(argv[6]) : 0;
        read_template(argv[5]);
    }
    void *(*job)(void *) = strcmp(mode, "mark") == 0 ? mark : work;
    pthread_t *ids = calloc(threads, sizeof *ids);
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&ids[i], NULL, job, NULL) != 0) {
            die("pthread_create");
        }
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
    }
    return 0;
}
