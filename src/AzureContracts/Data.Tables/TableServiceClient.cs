using Azure.Core;
using Azure.Data.Tables.Models;

#nullable disable
namespace Azure.Data.Tables
{
    public class TableServiceClient
    {
        private readonly Func<string, TableClient> _open;

        protected TableServiceClient()
        {
        }

        public TableServiceClient(string connectionString)
            : this(connectionString, null)
        {
        }

        public TableServiceClient(string connectionString, TableClientOptions options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(connectionString);
            _open = tableName => new TableClient(connectionString, tableName);
        }

        public TableServiceClient(
            Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
        {
            ArgumentNullException.ThrowIfNull(endpoint);
            ArgumentNullException.ThrowIfNull(tokenCredential);
            _open = tableName => new TableClient(endpoint, tableName, tokenCredential, options);
        }

        public virtual string AccountName => throw NeedsAzure.Packages();

        public virtual Uri Uri => throw NeedsAzure.Packages();

        public virtual TableClient GetTableClient(string tableName) =>
            _open is null ? throw NeedsAzure.Packages() : _open(tableName);

        public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
            string tableName, CancellationToken cancellationToken = default) => throw NeedsAzure.Packages();

        public virtual Task<Response> DeleteTableAsync(
            string tableName, CancellationToken cancellationToken = default) => throw NeedsAzure.Packages();

        public virtual AsyncPageable<TableItem> QueryAsync(
            string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
            throw NeedsAzure.Packages();
    }

    public class TableClientOptions : ClientOptions
    {
        public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
        {
            if (!Enum.IsDefined(serviceVersion))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(serviceVersion), serviceVersion, "Unknown version.");
            }
        }

        public enum ServiceVersion
        {
            V2019_02_02 = 1,
            V2020_12_06 = 2,
        }
    }
}

namespace Azure.Data.Tables.Models
{
    public class TableItem(string name)
    {
        public string Name { get; } = name;
    }
}
