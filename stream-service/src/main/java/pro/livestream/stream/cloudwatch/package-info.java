/** The numbers of stages for AWS CloudWatch. */
@NullMarked
package pro.livestream.stream.cloudwatch;

import org.jspecify.annotations.NullMarked;
