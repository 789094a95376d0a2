// DynamoDB, by dynalite in this repository's tests.
export const about = { entry: "stores/dynamodb", client: "@aws-sdk/client-dynamodb", slow: 3, on: ["node"], server: "dynamodb", is: [], clock: "none", processes: true };

export async function open({ url, name, skewSeconds }) {
  const commands = await import("@aws-sdk/client-dynamodb");
  const { dynamoDbStore } = await import("countersign/stores/dynamodb");
  const client = new commands.DynamoDBClient({ endpoint: url, region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  const table = `events-${name}`;
  try {
    await client.send(new commands.CreateTableCommand({
      TableName: table, BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }], KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
    }));
  } catch (error) {
    if (error.name !== "ResourceInUseException") throw error;
  }
  while ((await client.send(new commands.DescribeTableCommand({ TableName: table }))).Table.TableStatus !== "ACTIVE") await new Promise((resolve) => setTimeout(resolve, 50));
  const store = dynamoDbStore(client, { table, commands, ...(skewSeconds !== undefined && { skewSeconds }) });
  return { store, close: () => client.destroy() };
}
