# The image of a release: the program, the git that it pushes with, and certificates. No shell script, no root.
FROM alpine:3.23@sha256:fd791d74b68913cbb027c6546007b3f0d3bc45125f797758156952bc2d6daf40
RUN apk add --no-cache ca-certificates git openssh-client
ARG TARGETPLATFORM
COPY ${TARGETPLATFORM}/scaffold /usr/local/bin/scaffold
# A mounted repository belongs to the user of the host; git refuses those of others unless told.
RUN git config --system --add safe.directory '*' && adduser -D -u 65532 scaffold
USER 65532:65532
WORKDIR /repository
ENTRYPOINT ["scaffold"]
