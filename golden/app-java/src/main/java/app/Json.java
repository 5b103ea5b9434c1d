package app;

import io.javalin.http.BadRequestResponse;
import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON of requests and responses. Bodies are read strictly: what a record does not declare, or
 * declares as another type, is answered with 400, as is what its constructor refuses.
 */
final class Json implements JsonMapper {
  private static final ObjectMapper MAPPER =
      tools.jackson.databind.json.JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              })
          .build();

  @Override
  public String toJsonString(Object value, Type type) {
    return MAPPER.writeValueAsString(value);
  }

  @Override
  public <T> T fromJsonString(String json, Type type) {
    T value;
    try {
      value = MAPPER.readValue(json, MAPPER.constructType(type));
    } catch (JacksonException e) {
      boolean refused = e.getCause() instanceof IllegalArgumentException;
      throw new BadRequestResponse(refused ? e.getCause().getMessage() : "unexpected body");
    }
    if (value == null) {
      throw new BadRequestResponse("unexpected body");
    }
    return value;
  }
}
